const QUERY = JSON.stringify({ query: 'query TryToken { viewer { name } }' });

const UNREACHABLE = 'The service does not answer. It may be starting again; try in a moment.';

/** Whether the service lets somebody in with a token; null: it does. It says itself why not. */
export async function findProblem(token: string): Promise<string | null> {
  try {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const response = await fetch('/graphql', { method: 'POST', headers, body: QUERY });
    const { errors } = (await response.json()) as { errors?: readonly { message: string }[] };
    return errors?.[0]?.message ?? null;
  } catch {
    // A token with a character that no header takes is refused by the browser itself.
    return /^[\x21-\x7e]+$/.test(token) ? UNREACHABLE : 'A token has letters, digits and “_” only.';
  }
}
