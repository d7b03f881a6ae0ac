import { Arg, Authorized, Ctx, Mutation, Resolver } from 'type-graphql';
import type { ComparedField, Pair } from '../reconciliation/comparing/pair';
import type { Mapping } from '../reconciliation/mapping';
import { Refusal, RefusalCode } from '../reconciliation/writing/refusal';
import { checkReason } from '../reconciliation/writing/write-request';
import { UNMASKED } from './access/access';
import { Disclosures } from './access/disclosures';
import { recordReveal } from './access/reveals';
import type { RequestContext } from './context';
import { findNamedPair } from './named-pair';
import { FieldComparison } from './types/field-comparison';
import { RevealFieldInput, RevealFieldPayload } from './types/reveal';
import { UserError } from './types/write-payloads';

/** Long enough to compare a name with a ticket, and short enough that nobody leaves it on the screen. */
const HIDDEN_AFTER_S = 60;

interface Found {
  readonly pair: Pair;
  readonly compared: ComparedField;
}

async function findField(context: RequestContext, mapping: Mapping, input: RevealFieldInput): Promise<Found> {
  const pair = await findNamedPair(context, mapping, input);
  if (!mapping.fields.some(({ property }) => property === input.field))
    throw new Refusal(RefusalCode.INVALID_INPUT, `${mapping.name} has no such field`, 'field');
  if (pair === null) throw new Refusal(RefusalCode.NOT_FOUND, 'neither side has this record');
  const compared = pair.fields.find(({ field }) => field.property === input.field);
  if (compared === undefined)
    throw new Refusal(RefusalCode.NOT_APPLICABLE, 'the fields of this record cannot be compared', 'field');
  return { pair, compared };
}

/** Refuses what nobody is shown, and what everybody sees anyway: neither is worth an entry. */
function requireMasked({ sight }: RequestContext, { pair, compared }: Found): void {
  const masked = FieldComparison.of(pair, compared, sight.apart(true, new Disclosures()));
  if (masked.dataClass === 'SECRET')
    throw new Refusal(RefusalCode.NOT_APPLICABLE, 'secrets are shown to nobody', 'field');
  if (!masked.isMasked)
    throw new Refusal(RefusalCode.NOT_APPLICABLE, 'nothing in this field of this record is masked', 'field');
}

/** The field as it is. That it was shown is written down before anybody gets it. */
async function reveal(context: RequestContext, { pair, compared }: Found, reason: string): Promise<FieldComparison> {
  const { disclosures, requestId, revealsPerHour, service, sight, viewer } = context;
  const shown = new Disclosures();
  const field = FieldComparison.of(pair, compared, sight.apart(false, shown));
  field.noteAll();
  await recordReveal(service.newSource, revealsPerHour, {
    actor: viewer.name,
    requestId,
    mapping: pair.mapping.name,
    legacyId: pair.legacyId,
    newId: pair.rows[0]?.id ?? null,
    field: field.field,
    reason,
    shown: shown.list(),
  });
  disclosures.addLogged(shown.list());
  return field;
}

@Resolver()
export class RevealResolver {
  @Authorized(UNMASKED)
  @Mutation(() => RevealFieldPayload, {
    description:
      'Shows one masked field of one record, although the rest of the answer is masked. It is entered in the audit trail, with the reason, and in the access log before it is shown. RATE_LIMITED: the caller has been shown as many in the last hour as are allowed.',
  })
  async revealField(
    @Ctx() context: RequestContext,
    @Arg('input', () => RevealFieldInput) input: RevealFieldInput,
  ): Promise<RevealFieldPayload> {
    const mapping = context.access.mapping(input.mapping);
    try {
      checkReason(input.reason);
      const found = await findField(context, mapping, input);
      requireMasked(context, found);
      return {
        field: await reveal(context, found, input.reason),
        hiddenAfterSeconds: HIDDEN_AFTER_S,
        userErrors: [],
      };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const userErrors = [Object.assign(new UserError(), error.view())];
      return { field: null, hiddenAfterSeconds: null, userErrors };
    }
  }
}
