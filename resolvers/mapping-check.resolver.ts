import { Arg, Authorized, Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import { checkMappings } from '../reconciliation/check-mappings';
import { CheckCode, type Finding, Severity } from '../reconciliation/checking/finding';
import { READERS } from './access/role';
import type { RequestContext } from './context';
import { MappingName, Side } from './types/names';

@ObjectType({ description: 'Where a mapping and a live database do not fit each other, and what to do about it.' })
export class MappingCheck {
  @Field(() => Severity) severity!: Severity;
  @Field(() => CheckCode) code!: CheckCode;
  @Field(() => String) mapping!: string;
  @Field(() => Side) side!: Side;
  @Field(() => String) table!: string;
  @Field(() => String, {
    nullable: true,
    description: 'The column. Null: it is about the table, or about several of its columns.',
  })
  column!: string | null;
  @Field(() => String) message!: string;
  @Field(() => String, { description: 'What to do about it. SQL for the new side is to be read before it is run.' })
  remedy!: string;

  static of(finding: Finding): MappingCheck {
    const side = finding.side === 'legacy' ? Side.LEGACY : Side.NEW;
    return Object.assign(new MappingCheck(), { ...finding, side, mapping: finding.mapping.name });
  }
}

@Resolver()
export class MappingCheckResolver {
  @Authorized(READERS)
  @Query(() => [MappingCheck], {
    description:
      'Holds one mapping, or all, against the live catalogues of both databases and the codes of the legacy data. Empty: all fits.',
  })
  async mappingChecks(
    @Ctx() { access, service }: RequestContext,
    @Arg('mapping', () => MappingName, { nullable: true }) name?: string,
  ): Promise<MappingCheck[]> {
    const mappings = name === undefined || name === null ? access.mappings : [access.mapping(name)];
    const findings = await checkMappings(service.sides, mappings);
    return findings.map((finding) => MappingCheck.of(finding));
  }
}
