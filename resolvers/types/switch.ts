import { IsOptional } from 'class-validator';
import { Field, InputType, ObjectType } from 'type-graphql';
import { Switch, SwitchName } from '../../entities/ledger/switch';
import { UserError } from './write-payloads';

@InputType()
export class SetSwitchInput {
  @Field(() => SwitchName) @IsOptional() name!: SwitchName;

  @Field(() => Boolean) @IsOptional() isOn!: boolean;

  @Field(() => String, { description: 'Why, at most 2,000 characters.' }) @IsOptional() reason!: string;
}

@ObjectType({ description: 'How the switches stand now, and why one was not set.' })
export class SetSwitchPayload {
  @Field(() => [Switch]) switches!: Switch[];
  @Field(() => [UserError], {
    description: 'Empty when all went well. RECORD_BUSY: it is on, and writes that began before are still under way.',
  })
  userErrors!: UserError[];
}
