import type { MappingAboutQuery } from '../generated/operations';

/** What a mapping declares. */
export type About = NonNullable<MappingAboutQuery['mapping']>;
export type Rule = About['rules'][number];
