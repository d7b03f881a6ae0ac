import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchemaSync, type NonEmptyArray } from 'type-graphql';
import { guardSubscriptions } from './access/guard-subscriptions';
import { RoleChecker } from './access/role-checker';
import { AccessLogResolver } from './access-log.resolver';
import { AnswersResolver } from './answers.resolver';
import { ApprovalResolver } from './approval.resolver';
import { AuditResolver } from './audit.resolver';
import { DiscrepancyFacetsResolver } from './discrepancy-facets.resolver';
import { ExportResolver } from './export.resolver';
import { IntegrityResolver } from './integrity.resolver';
import { LedgerResolver } from './ledger.resolver';
import { MappingResolver } from './mapping.resolver';
import { MappingCheckResolver } from './mapping-check.resolver';
import { pairResolvers, RecordResolver } from './record.resolver';
import { RecordLinkResolver } from './record-link.resolver';
import { ReportResolver } from './report.resolver';
import { RevealResolver } from './reveal.resolver';
import { RunResolver } from './run.resolver';
import { RunControlResolver } from './run-control.resolver';
import { RunFieldsResolver } from './run-fields.resolver';
import { SavedViewResolver } from './saved-view.resolver';
import { SwitchResolver } from './switch.resolver';
import { TrendResolver } from './trend.resolver';
import { ViewerResolver } from './viewer.resolver';
import { WriteResolver } from './write.resolver';

const refuse = (): never => {
  throw new Error('nothing is published inside one process: a subscription brings its own stream');
};

/** The executable schema. Built once a process: type-graphql keeps its declarations globally. */
export function createSchema(): GraphQLSchema {
  const resolvers: NonEmptyArray<new () => object> = [
    ViewerResolver,
    MappingResolver,
    RecordResolver,
    RecordLinkResolver,
    AnswersResolver,
    LedgerResolver,
    DiscrepancyFacetsResolver,
    AuditResolver,
    IntegrityResolver,
    ReportResolver,
    MappingCheckResolver,
    WriteResolver,
    ExportResolver,
    RevealResolver,
    ApprovalResolver,
    RunResolver,
    RunFieldsResolver,
    RunControlResolver,
    AccessLogResolver,
    SwitchResolver,
    SavedViewResolver,
    TrendResolver,
    ...pairResolvers,
  ];
  const schema = buildSchemaSync({
    resolvers,
    authChecker: RoleChecker,
    authMode: 'error',
    // Demanded where there is a subscription, though whoever works on a run may be another process.
    pubSub: { publish: refuse, subscribe: refuse },
    validate: { forbidUnknownValues: false, validationError: { target: false, value: false } },
  });
  return guardSubscriptions(schema);
}

/** The schema as it is committed: sorted, under a banner that says where it comes from. */
export function printedSchema(schema: GraphQLSchema): string {
  return `# Emitted by \`npm run schema\` from the resolvers and entities; do not edit.\n\n${printSchema(lexicographicSortSchema(schema))}\n`;
}
