/** Stands between the values of a frame. Texts may hold it as well, so whoever compares frames counts them. */
export const BETWEEN = '\u001F';

/** Stands before a text within a frame, so that no text is taken for a mark. */
export const TEXT = '=';

/** Stands for NULL in a frame. */
export const NOTHING = '~';

/** Stands for whatever equals nothing: a value that has no place in its column, a parent that does not count. */
export const AMISS = '?';

/** Stands before a frame whose row lacks one of the constant values. */
export const UNLIKE = '!';

/** Stands before the key of a parent that is sent for itself, so that no key is taken for a mark. */
export const KEY = '=';
