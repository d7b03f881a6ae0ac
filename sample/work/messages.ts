import type { DispatchRecord } from '../../entities/legacy/dispatch-record';
import type { Message } from '../../entities/new/message';
import { PERSON_WITHOUT_PROFILE_ID, VANISHED_AUTHOR_ID, wrongRecipientMessageIds } from '../faults/fault-ids';
import { jsonFlag, jsonNumber, jsonObject } from '../making/json';
import type { Random } from '../making/random';
import type { Row } from '../making/row';
import type { Seed } from '../making/seed';
import type { Size } from '../making/size';
import { Spread } from '../making/spread';
import { clinicalNote, noteAboutDoctor } from '../making/texts';
import { pickActor } from '../people/actors';
import { contentTypeId } from '../people/content-types';
import { busyDoctorIds, otherDoctor } from '../people/doctor-ids';
import { groupId } from '../people/groups';
import { vanishedPatientIds } from '../people/patients';
import { profileOf } from '../people/profiles';

type LegacyMessage = Row<DispatchRecord>;

export const messageCount = (size: Size): number => size.of(60_976);

type Target = Pick<LegacyMessage, 'targetId' | 'targetTypeId'>;

const PATIENT = contentTypeId('dispatch.patient');
const ACCOUNT = contentTypeId('auth.user');
/** A content type whose row is gone. */
const NO_TYPE = '59';

/** Why messages were lost, with how many there are of each: at least one, also in the cut size. */
const losses = {
  aboutPlan: { whole: 16, targetTypeId: contentTypeId('dispatch.plan'), targetId: '12' },
  aboutOrder: { whole: 4, targetTypeId: contentTypeId('dispatch.instruction'), targetId: '700' },
  typeGone: { whole: 1, targetTypeId: NO_TYPE, targetId: '1' },
  patientGone: { whole: 6, targetTypeId: PATIENT, targetId: vanishedPatientIds[3] ?? '' },
  accountGone: { whole: 3, targetTypeId: ACCOUNT, targetId: VANISHED_AUTHOR_ID },
  noProfile: { whole: 2, targetTypeId: ACCOUNT, targetId: PERSON_WITHOUT_PROFILE_ID },
} as const;

export const lostMessages = (size: Size, loss: keyof typeof losses): number => size.of(losses[loss].whole, 1);

const lossesIn = (size: Size): Target[] =>
  (Object.keys(losses) as (keyof typeof losses)[]).flatMap((loss) =>
    Array.from({ length: lostMessages(size, loss) }, () => {
      const { targetTypeId, targetId } = losses[loss];
      return { targetTypeId, targetId };
    }),
  );

/** Messages that were lost, by their places in the table. */
export class LostMessages {
  private readonly targets: readonly Target[];
  private readonly places: Spread;

  constructor(size: Size) {
    this.targets = lossesIn(size);
    this.places = new Spread(messageCount(size), this.targets.length);
  }

  get count(): number {
    return this.targets.length;
  }

  targetAt(place: number): Target | undefined {
    const ordinal = this.places.ordinalOf(place);
    return ordinal === null ? undefined : this.targets[ordinal];
  }
}

/** How many messages were of which type, by the old team's own count. */
const TYPES = { 5: 31_734, 6: 25_621, 8: 2_310, 3: 1_298 } as const;

function dealTypes(random: Random, size: Size): (string | null)[] {
  const typed = Object.entries(TYPES).flatMap(([type, count]) => Array<string | null>(size.of(count)).fill(type));
  return random.shuffle([...typed, ...Array<null>(messageCount(size) - typed.length).fill(null)]);
}

function pickTarget(random: Random, patientIds: readonly string[]): Target {
  return random.happens(75)
    ? { targetTypeId: PATIENT, targetId: random.pick(patientIds) }
    : { targetTypeId: ACCOUNT, targetId: random.pick(busyDoctorIds) };
}

const TEXTS = [
  'Your aligners are on their way.',
  'The case was put on hold, see the note.',
  'Bitte rufen Sie uns zurück 📞',
  'New photos are needed; the old ones are blurred.',
  'ご連絡ください',
];

const messageText = (random: Random): string =>
  random.pick([() => random.pick(TEXTS), () => clinicalNote(random), () => noteAboutDoctor(random)])();

const groups = [groupId('Support'), groupId('Medical'), groupId('Billing')];

export function* makeLegacyMessages(seed: Seed, size: Size, patientIds: readonly string[]): Generator<LegacyMessage> {
  const random = seed.random('messages');
  const types = dealTypes(random, size);
  const lost = new LostMessages(size);
  for (let place = 0; place < messageCount(size); place += 1) {
    const target = pickTarget(random, patientIds);
    yield {
      id: String(place + 1),
      ...(lost.targetAt(place) ?? target),
      type: types[place] ?? null,
      createdAt: random.instant('2018-03-01', '2025-08-14'),
      text: messageText(random),
      authorId: pickActor(random),
      groupId: random.happens(80) ? null : random.pick(groups),
      public: random.pick([null, true, false, false]),
    };
  }
}

const messageTypes = new Map([
  ['3', 'support'],
  ['5', 'clinical_note'],
  ['6', 'notification'],
  ['8', 'status_update'],
]);

/** The person that a message arrived at: now and then the next one of the same kind. */
function recipientOf(seed: Seed, { id, targetTypeId, targetId }: LegacyMessage, patientIds: readonly string[]) {
  const isWrong = wrongRecipientMessageIds.includes(id);
  if (targetTypeId === ACCOUNT) return profileOf(seed, isWrong ? otherDoctor(targetId) : targetId);
  const next = patientIds[(patientIds.indexOf(targetId) + 1) % patientIds.length] ?? '';
  return seed.newId('patients', isWrong ? next : targetId);
}

function makeNewMessage(seed: Seed, message: LegacyMessage, patientIds: readonly string[]): Row<Message> {
  return {
    id: seed.rareId('messages', message.id),
    legacyRecordId: message.id,
    content: message.text,
    createdAt: message.createdAt,
    isRead: false,
    messageType: messageTypes.get(message.type ?? '') ?? 'general',
    metadata: jsonObject({
      legacy_type: jsonNumber(message.type),
      legacy_target_type_id: jsonNumber(message.targetTypeId),
      legacy_group_id: jsonNumber(message.groupId),
      legacy_public: jsonFlag(message.public),
    }),
    recipientId: recipientOf(seed, message, patientIds),
    recipientType: message.targetTypeId === ACCOUNT ? 'user' : 'patient',
    senderId: profileOf(seed, message.authorId),
    title: null,
    updatedAt: message.createdAt,
  };
}

export function* makeNewMessages(seed: Seed, size: Size, patientIds: readonly string[]): Generator<Row<Message>> {
  const lost = new LostMessages(size);
  for (const message of makeLegacyMessages(seed, size, patientIds)) {
    if (lost.targetAt(Number(message.id) - 1) === undefined) yield makeNewMessage(seed, message, patientIds);
  }
}
