import { catalogueSamples, makeCatalogue } from './catalogue-sample';
import { makeOrderings, ordersSamples } from './orders-sample';
import { makePeople, notesSample, peopleSample } from './people-sample';
import { plansSample } from './plans-sample';
import type { Sample } from './row';
import type { Seed } from './seed';
import type { Size } from './size';
import { workSample } from './work-sample';

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
