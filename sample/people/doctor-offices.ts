import type { DispatchOfficeDoctors } from '../../entities/legacy/dispatch-office-doctors';
import type { DoctorOffice } from '../../entities/new/doctor-office';
import { LOADED_AT } from '../making/moments';
import type { Random } from '../making/random';
import type { Row } from '../making/row';
import type { Seed } from '../making/seed';
import { doctorIds } from './doctor-ids';
import type { LegacyOffice } from './offices';

export type OfficeLink = Row<DispatchOfficeDoctors>;

/** Links to offices that were migrated, and to others. */
export const VALID_LINKS = 974;
export const INVALID_LINKS = 694;

/** The load stopped after so many links and nobody noticed. */
export const LOADED_LINKS = 74;

/** So many different pairs of a doctor and one of the offices. Some doctors are in none of them, some in three. */
function pickLinks(random: Random, offices: readonly LegacyOffice[], count: number): Omit<OfficeLink, 'id'>[] {
  const links = new Map<string, Omit<OfficeLink, 'id'>>();
  while (links.size < count) {
    const link = { userId: random.pick(doctorIds), officeId: random.pick(offices).id };
    links.set(`${link.userId}/${link.officeId}`, link);
  }
  return [...links.values()];
}

/** Which doctor works where. Ids follow the order of adding, which decides a doctor's first office. */
export function makeOfficeLinks(seed: Seed, offices: readonly LegacyOffice[]): OfficeLink[] {
  const random = seed.random('office doctors');
  const ofOffices = (valid: boolean, count: number) =>
    pickLinks(
      random,
      offices.filter((office) => office.valid === valid),
      count,
    );
  const links = random.shuffle([...ofOffices(true, VALID_LINKS), ...ofOffices(false, INVALID_LINKS)]);
  return links.map((link, index) => ({ id: String(index + 1), ...link }));
}

/** Each doctor's first link to an office that was migrated. */
export function firstLinks(
  offices: readonly LegacyOffice[],
  links: readonly OfficeLink[],
): ReadonlyMap<string, OfficeLink> {
  const valid = new Set(offices.filter((office) => office.valid).map((office) => office.id));
  const first = new Map<string, OfficeLink>();
  for (const link of links) {
    if (valid.has(link.officeId) && !first.has(link.userId)) first.set(link.userId, link);
  }
  return first;
}

export function makeDoctorOffices(
  seed: Seed,
  offices: readonly LegacyOffice[],
  links: readonly OfficeLink[],
): Row<DoctorOffice>[] {
  const valid = new Set(offices.filter((office) => office.valid).map((office) => office.id));
  const first = firstLinks(offices, links);
  return links
    .filter((link) => valid.has(link.officeId))
    .slice(0, LOADED_LINKS)
    .map((link) => ({
      id: seed.newId('doctor_offices', link.id),
      createdAt: LOADED_AT,
      doctorId: seed.newId('profiles', link.userId),
      isActive: true,
      isPrimary: first.get(link.userId) === link,
      officeId: seed.newId('offices', link.officeId),
    }));
}
