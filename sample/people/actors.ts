import { PERSON_WITHOUT_PROFILE_ID, VANISHED_AUTHOR_ID } from '../faults/fault-ids';
import type { Random } from '../making/random';
import { busyDoctorIds } from './doctor-ids';
import { staffIds } from './staff';

const staff: readonly string[] = Object.values(staffIds).flat().map(String);

/** Who did something: usually somebody of the lab, sometimes a doctor, now and then nobody who is still known. */
export function pickActor(random: Random): string | null {
  const dice = random.integer(1, 100);
  if (dice <= 5) return null;
  if (dice === 6) return PERSON_WITHOUT_PROFILE_ID;
  if (dice === 7) return VANISHED_AUTHOR_ID;
  return random.pick(dice <= 25 ? busyDoctorIds : staff);
}
