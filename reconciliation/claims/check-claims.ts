import { listFigures } from '../ledger/figures';
import type { Mapping } from '../mapping';
import type { Database } from '../reading/database';
import { listDerived } from './arrival-figures';
import { checkNames } from './check-names';
import { type Claim, type ClaimCheck, ClaimOutcome } from './claims';
import { computeFigure } from './compute-figure';
import { type Computed, type Evidence, type Finding, isComputed } from './computed';
import { explain, type Reading } from './explain-claim';
import { type Figure, type Unit, unitOf, wordsOf } from './figure';
import { judge, shown } from './judge-claim';

/** Recomputes claims, one after the other, because later ones may rest on earlier ones. */
class ClaimChecker {
  private readonly findings = new Map<string, Finding>();
  private readonly units = new Map<string, Unit>();
  /** Claims whose figure says nothing, so that none which rests on one does. */
  private readonly unproven = new Set<string>();
  private readonly evidence: Evidence;

  constructor(evidence: Omit<Evidence, 'findings'>) {
    this.evidence = { ...evidence, findings: this.findings };
  }

  async check(declared: Claim): Promise<ClaimCheck> {
    const claim = this.judged(declared);
    const unit = this.unit(claim.figure);
    const finding = await computeFigure(claim.figure, this.evidence);
    this.findings.set(claim.name, finding);
    this.units.set(claim.name, unit);
    if (claim.notDerivable !== null) this.unproven.add(claim.name);
    const computed = isComputed<Computed & Finding>(finding) ? finding : null;
    const outcome = computed === null ? ClaimOutcome.NOT_DERIVABLE : judge(claim, computed, unit);
    const readings = outcome === ClaimOutcome.HOLDS ? [] : await this.read(claim);
    const { name, section, stated, wording } = claim;
    // A figure that says nothing is not put beside the claim as if it did; the explanation has it.
    const isShown = computed !== null && claim.notDerivable === null;
    return {
      name,
      section,
      stated,
      wording,
      recomputed: isShown ? shown(computed, unit, stated) : null,
      unit: unit === 'amount' ? (claim.unit ?? '') : unit,
      outcome,
      figure: wordsOf(claim.figure),
      base: isShown ? computed.base : null,
      explanation: explain(claim, finding, unit, outcome, readings),
      query: finding.queries.join(';\n'),
      asOf: computed?.asOf ?? null,
    };
  }

  private judged(claim: Claim): Claim {
    return claim.notDerivable === null ? { ...claim, notDerivable: this.emptiness(claim.figure) } : claim;
  }

  /** Why a figure says nothing even though it can be computed; null: it says something. */
  private emptiness(figure: Figure): string | null {
    // What was made from other records has no source, so no figure of it alone can say how much of one arrived.
    const derived = listDerived(figure, this.evidence);
    if (derived.length > 0)
      return `All of ${derived.join(', ')} was made from other records: there is no source of which a part could be lost.`;
    const unproven = 'claims' in figure ? figure.claims.filter((name) => this.unproven.has(name)) : [];
    return unproven.length === 0 ? null : `It rests on ${unproven.join(', ')}, which proves nothing.`;
  }

  private async read(claim: Claim): Promise<Reading[]> {
    const readings: Reading[] = [];
    for (const { words, figure } of claim.alternatives)
      readings.push({ words, unit: this.unit(figure), finding: await computeFigure(figure, this.evidence) });
    return readings;
  }

  private unit(figure: Figure): Unit {
    return unitOf(figure, (name) => this.units.get(name) ?? 'records');
  }
}

/**
 * Holds each claim against the figure recomputed from live data: rates and losses from the ledger, which says as of
 * when, everything else counted now in the new database. Nothing is compared.
 */
export async function checkClaims(
  database: Database,
  mappings: readonly Mapping[],
  claims: readonly Claim[],
): Promise<ClaimCheck[]> {
  checkNames(claims, mappings);
  const figures = await listFigures(
    database,
    mappings.map((mapping) => mapping.name),
  );
  const checker = new ClaimChecker({ database, mappings, figures });
  const checks: ClaimCheck[] = [];
  for (const claim of claims) checks.push(await checker.check(claim));
  return checks;
}
