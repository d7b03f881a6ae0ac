import type { ReadPath, Rule } from '../mapping';

/** What a rule says in less work than `expect` and `equal` take; whatever it says, those two would say as well. */
interface Shortcut {
  /** The path whose text is the expected value as it stands, NULL included. */
  readonly keeps?: string;
  /** True: what the rule expects is certainly what the new side holds. False says nothing. */
  readonly holds?: (read: ReadPath, actual: string) => boolean;
}

/**
 * By the function that they stand for, not by the rule: a rule that is wrapped in another one is copied with all that
 * it has, and would bring along a shortcut past what the wrapper does.
 */
const shortcuts = new WeakMap<Rule['expect'], { readonly shortcut: Shortcut; readonly equal: Rule['equal'] }>();

/** The rule, with a shortcut for it. */
export function withShortcut<P extends string>(rule: Rule<P>, shortcut: Shortcut): Rule<P> {
  shortcuts.set(rule.expect, { shortcut, equal: rule.equal });
  return rule;
}

/** The shortcut of a rule; empty where there is none, or where something else was put in place of what it stands for. */
export function shortcutOf(rule: Rule): Shortcut {
  const known = shortcuts.get(rule.expect);
  return known !== undefined && known.equal === rule.equal && rule.variants === undefined ? known.shortcut : {};
}
