import type { ReactNode } from 'react';
import classes from './facts.module.css';

/** Names with what is known of each, in two columns. Null: the fact is left out. */
export function Facts({ of }: { readonly of: readonly (readonly [name: string, says: ReactNode] | null)[] }) {
  return (
    <dl className={classes.facts}>
      {of.map(
        (fact) =>
          fact !== null && (
            <div key={fact[0]} className={classes.fact}>
              <dt>{fact[0]}</dt>
              <dd>{fact[1]}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
