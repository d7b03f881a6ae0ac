import { type ClassType, Field, ObjectType } from 'type-graphql';
import { Run } from '../../entities/ledger/run';
import './names';
import { UserError } from './write-payloads';

export interface RunPayload {
  readonly run: Run | null;
  readonly userErrors: readonly UserError[];
}

function payloadOf(name: string, description: string): ClassType<RunPayload> {
  @ObjectType(name, { description })
  class Payload {
    @Field(() => Run, {
      nullable: true,
      description: 'The run as it stands now; null: there is none of that id, or none was started.',
    })
    run!: Run | null;
    @Field(() => [UserError], { description: 'Empty when all went well.' }) userErrors!: UserError[];
  }
  return Payload;
}

export const StartRunPayload = payloadOf('StartRunPayload', 'The run that was started, or why none was.');
export const RunPayload = payloadOf('RunPayload', 'The run, and why it was left as it is where that was so.');
