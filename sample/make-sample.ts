import { catalogueSamples, makeCatalogue } from './catalogue/catalogue-sample';
import type { Sample } from './making/row';
import type { Seed } from './making/seed';
import type { Size } from './making/size';
import { makeOrderings, ordersSamples } from './orders/orders-sample';
import { makePeople, notesSample, peopleSample } from './people/people-sample';
import { plansSample } from './plans/plans-sample';
import { workSample } from './work/work-sample';

/** All rows of both sides. */
export function makeSample(seed: Seed, size: Size, hasBrokenBytes: boolean): Sample {
  const people = makePeople(seed);
  const catalogue = makeCatalogue(seed);
  const orderings = makeOrderings(seed, people);
  const parts = [
    peopleSample(seed, people),
    ...catalogueSamples(seed, catalogue),
    ...ordersSamples(seed, { people, catalogue, orderings }, hasBrokenBytes),
    plansSample(seed, size, orderings),
    notesSample(seed),
    workSample(seed, size, people, catalogue),
  ];
  return { legacy: parts.flatMap((part) => part.legacy), new: parts.flatMap((part) => part.new) };
}
