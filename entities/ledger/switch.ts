import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeText } from '../scalars';

export enum SwitchName {
  READ_ONLY = 'READ_ONLY',
  STOP = 'STOP',
}

registerEnumType(SwitchName, {
  name: 'SwitchName',
  description: 'What stops work everywhere, whoever does it.',
  valuesConfig: {
    READ_ONLY: { description: 'No business row is written. Comparing, waiving and all reading go on.' },
    STOP: { description: 'No run goes on, whatever it does. Single records are compared and written as ever.' },
  },
});

@ObjectType({ description: 'A switch that every worker and every write looks at before it goes on.' })
export class Switch {
  @Field(() => SwitchName) name!: SwitchName;
  @Field(() => Boolean, { description: 'Whether it is on, here or by the configuration of this service.' })
  isOn!: boolean;
  @Field(() => Boolean, {
    description: 'Whether the configuration of this service keeps it on, whatever is set here. Others may not.',
  })
  isForced!: boolean;
  @Field(() => String, { nullable: true, description: 'Who set it last; null: nobody ever did.' })
  actor!: string | null;
  @Field(() => String, { nullable: true, description: 'Why, in the words given; null: nobody ever set it.' })
  reason!: string | null;
  @Field(() => DateTimeText, { nullable: true, description: 'When it was set; null: it never was.' })
  at!: string | null;
}
