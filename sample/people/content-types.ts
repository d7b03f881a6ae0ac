import type { DjangoContentType } from '../../entities/legacy/django-content-type';
import type { Row } from '../making/row';

const OF_DJANGO = [
  'admin.logentry',
  'auth.permission',
  'auth.group',
  'contenttypes.contenttype',
  'sessions.session',
] as const;

// In the order of their ids, which follow those of Django. The places of patient (11) and plan (12) are known facts.
const OF_THE_LAB = [
  'client',
  'agent',
  'category',
  'course',
  'office',
  'patient',
  'plan',
  'project',
  'instruction',
  'jaw',
  'file',
  'record',
  'note',
  'comment',
  'state',
  'task',
  'template',
  'role',
  'payment',
  'operation',
  'ware',
  'offer',
  'discount',
  'storage',
  'doctorsetting',
  'usersetting',
  'product',
  'bracket',
  'order',
  'purchase',
  'notification',
  'instance',
  'event',
  'calendar',
  'holiday',
  'printer',
  'batch',
  'label',
  'tracking',
  'invoice',
  'reminder',
  'signature',
  'survey',
  'tier',
  'export',
] as const;

/** The account got its type late, when the application took accounts over from a package. */
const ACCOUNT = { name: 'auth.user', id: 58 } as const;

type ContentTypeName = (typeof OF_DJANGO)[number] | `dispatch.${(typeof OF_THE_LAB)[number]}` | typeof ACCOUNT.name;

const names: readonly ContentTypeName[] = [
  ...OF_DJANGO,
  ...OF_THE_LAB.map((model): ContentTypeName => `dispatch.${model}`),
];

const idByName: ReadonlyMap<string, string> = new Map([
  ...names.map((name, index): [string, string] => [name, String(index + 1)]),
  [ACCOUNT.name, String(ACCOUNT.id)],
]);

export const contentTypeId = (name: ContentTypeName): string => idByName.get(name) ?? '';

export const makeContentTypes = (): Row<DjangoContentType>[] =>
  [...idByName].map(([name, id]) => {
    const [appLabel = '', model = ''] = name.split('.');
    return { id, appLabel, model };
  });
