import { mappings } from '../reconciliation/mappings/all';
import type { Database } from '../reconciliation/reading/database';
import { hasValidToken } from '../resolvers/sign-in/token-store';
import type { Config } from './config';
import { note, print } from './output';
import { listQueriesToTry } from './queries-to-try';

/** Says where the service is, who gets in, and what to ask first. */
export async function greet(config: Config, ledger: Database, url: string): Promise<void> {
  const isDemo = config.mode === 'demo';
  const about = isDemo ? 'the demo (no databases are configured)' : 'the configured databases';
  print(`Counterpart serves ${about} at ${url}\n`);
  print(`The console is at ${new URL(url).origin}/\n`);
  if (isDemo)
    print(`Nobody signs in to the demo: whoever connects from this machine is ADMIN, as ${config.operator}.\n`);
  print('Three queries to try without it:\n');
  const token = isDemo ? '' : ` -H "authorization: Bearer $COUNTERPART_TOKEN"`;
  for (const query of await listQueriesToTry(ledger, mappings)) {
    print(`  curl -s ${url}${token} -H 'content-type: application/json' -d '${JSON.stringify({ query })}'`);
  }
  if (!isDemo && config.access.oidc === null && !(await hasValidToken(ledger))) note(FIRST_TOKEN);
}

const FIRST_TOKEN = `
Nobody can sign in yet. Make the first token, which is shown once, and keep it like a password:

  counterpart token create --owner maria.lopez --name "first steps" --role ADMIN
`;
