import { Authorized, Ctx, Query, Resolver } from 'type-graphql';
import { checkClaims } from '../reconciliation/claims/check-claims';
import { ClaimsError } from '../reconciliation/claims/claims';
import { createReport } from '../reconciliation/reporting/report';
import type { RequestContext } from './context';
import { inputError } from './input-error';
import { READERS } from './role';
import { ClaimCheck } from './types/claim-check';
import { MigrationReport } from './types/report';

@Resolver()
export class ReportResolver {
  @Authorized(READERS)
  @Query(() => MigrationReport, {
    description: 'The figures of the migration as last compared: per mapping and system, with rates and their bases.',
  })
  async report(@Ctx() { service }: RequestContext): Promise<MigrationReport> {
    return MigrationReport.of(await createReport(service.sides.new, service.mappings));
  }

  @Authorized(READERS)
  @Query(() => [ClaimCheck], {
    description: 'Each figure of the claims file that the service was started with, beside the recomputed one.',
  })
  async claims(@Ctx() { service }: RequestContext): Promise<ClaimCheck[]> {
    try {
      const checks = await checkClaims(service.sides.new, service.mappings, service.claims);
      return checks.map((check) => ClaimCheck.of(check));
    } catch (error) {
      // The file is the operator's: what is wrong with it can be said to everybody who may read.
      throw error instanceof ClaimsError ? inputError(error.message) : error;
    }
  }
}
