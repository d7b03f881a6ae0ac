import type { Faker } from '@faker-js/faker';
import { faker as german } from '@faker-js/faker/locale/de';
import { faker as english } from '@faker-js/faker/locale/en';
import { faker as indian } from '@faker-js/faker/locale/en_IN';
import { faker as spanish } from '@faker-js/faker/locale/es';
import { faker as japanese } from '@faker-js/faker/locale/ja';
import { faker as thai } from '@faker-js/faker/locale/th';
import type { Random } from '../making/random';
import type { Seed } from '../making/seed';

interface Place {
  readonly country: readonly string[];
  readonly city: string;
  readonly state: string;
  readonly street: string;
}

interface Region {
  readonly faker: Faker;
  readonly share: number;
  readonly country: readonly string[];
}

// Spellings as typed by hand; a country that is the United States has to be recognised in each of them.
const REGIONS: readonly Region[] = [
  { faker: english, share: 60, country: ['USA', 'USA', 'US', 'United States', 'usa', 'Usa ', 'united states'] },
  { faker: indian, share: 15, country: ['India', 'India', 'INDIA'] },
  { faker: japanese, share: 10, country: ['Japan', '日本'] },
  { faker: thai, share: 7, country: ['Thailand'] },
  { faker: german, share: 4, country: ['Germany', 'Österreich'] },
  { faker: spanish, share: 4, country: ['Mexico', 'España'] },
];

const POOL_SIZE = 300;

interface Pool {
  readonly first: readonly string[];
  readonly last: readonly string[];
  readonly places: readonly Place[];
}

function fill(region: Region, seed: number): Pool {
  const { faker } = region;
  // The library's instances are shared by the process: seeded here and emptied at once, so nobody else can interfere.
  faker.seed(seed);
  const list = <T>(make: () => T): T[] => Array.from({ length: POOL_SIZE }, make);
  return {
    first: list(() => faker.person.firstName()),
    last: list(() => faker.person.lastName()),
    places: list(() => ({
      country: region.country,
      city: faker.location.city(),
      state: region.faker === english ? faker.location.state({ abbreviated: true }) : faker.location.state(),
      street: faker.location.streetAddress(),
    })),
  };
}

/** Invented names and places, most of them from the United States, as the lab's customers are. */
export class Names {
  private readonly pools: readonly Pool[];
  /** One entry for each percent, so that a pick follows the shares. */
  private readonly percents: readonly Pool[];

  constructor(seed: Seed) {
    this.pools = REGIONS.map((region) => fill(region, seed.number));
    this.percents = this.pools.flatMap((pool, index) => Array<Pool>(REGIONS[index]?.share ?? 0).fill(pool));
  }

  person(random: Random): { first: string; last: string } {
    const pool = random.pick(this.percents);
    return { first: random.pick(pool.first), last: random.pick(pool.last) };
  }

  place(random: Random): { country: string; city: string; state: string; street: string } {
    const place = random.pick(random.pick(this.percents).places);
    return { ...place, country: random.pick(place.country) };
  }
}

const DOMAINS = ['example.com', 'example.org', 'example.net'];

/** An address at a domain that nobody can own. */
export const emailOf = (random: Random, name: string, id: number): string =>
  `${name.replace(/[^A-Za-z]/g, '') || 'User'}.${id}@${random.pick(DOMAINS)}`;
