import { Authorized, Ctx, Query, Resolver } from 'type-graphql';
import { checkClaims } from '../reconciliation/claims/check-claims';
import { ClaimsError } from '../reconciliation/claims/claims';
import { mappingsOfClaims } from '../reconciliation/claims/mappings-of-claims';
import { createReport } from '../reconciliation/reporting/report';
import { READERS } from './access/role';
import type { RequestContext } from './context';
import { inputError } from './input-error';
import { ClaimCheck } from './types/claim-check';
import { MigrationReport } from './types/report';

@Resolver()
export class ReportResolver {
  @Authorized(READERS)
  @Query(() => MigrationReport, {
    description:
      'The figures of the migration as last compared: per mapping and system, with rates and their bases. Of your systems alone.',
  })
  async report(@Ctx() { access, service }: RequestContext): Promise<MigrationReport> {
    return MigrationReport.of(await createReport(service.sides.new, access.mappings));
  }

  @Authorized(READERS)
  @Query(() => [ClaimCheck], {
    description:
      'Each figure of the claims file that the service was started with, beside the recomputed one. Only those that are about your systems alone.',
  })
  async claims(@Ctx() { access, service }: RequestContext): Promise<ClaimCheck[]> {
    const { sides, mappings, claims } = service;
    const about = mappingsOfClaims(claims, mappings);
    const own = claims.filter(({ name }) => about.get(name)?.every((mapping) => access.isOpenName(mapping)));
    try {
      const checks = await checkClaims(sides.new, mappings, own);
      return checks.map((check) => ClaimCheck.of(check));
    } catch (error) {
      // The file is the operator's: what is wrong with it can be said to everybody who may read.
      throw error instanceof ClaimsError ? inputError(error.message) : error;
    }
  }
}
