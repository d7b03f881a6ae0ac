import { Field, ObjectType } from 'type-graphql';
import { DecimalText } from '../../entities/scalars';
import type { Rate as Found } from '../../reconciliation/reporting/rate';

@ObjectType({ description: 'A rate and what it is a rate of.' })
export class Rate {
  @Field(() => DecimalText, {
    nullable: true,
    description: 'Percent with two decimals, rounded half up. Null: the base is 0.',
  })
  percent!: string | null;
  @Field(() => String, { description: 'Such as "16,011 of 16,014 records".' }) base!: string;

  static of(found: Found): Rate {
    return Object.assign(new Rate(), found);
  }
}
