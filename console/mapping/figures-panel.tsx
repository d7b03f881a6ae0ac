import { Alert, Anchor, Stack, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { MappingFiguresQuery } from '../generated/operations';
import { Answer } from '../parts/answer';
import { Empty } from '../parts/empty';
import { FiguresBar } from '../parts/figures-bar';
import { Instant } from '../parts/instant';
import { countText, percentText } from '../parts/number';
import { Panel } from '../parts/panel';
import type { Answered } from '../parts/use-answer';
import { Verdict } from '../parts/verdict';
import { placeOfList } from '../places';
import classes from './mapping.module.css';
import { shareOf } from './words';

type Figures = NonNullable<MappingFiguresQuery['mapping']>['figures'];

/** The parts of the base, in the order of the definition. */
const PARTS = ['matched', 'different', 'missing', 'blocked', 'excluded', 'ambiguous', 'unreadable'] as const;

/** What is no discrepancy stands in no list of them. */
const LISTED = new Set(['different', 'missing', 'blocked', 'ambiguous', 'unreadable', 'extra']);

interface FiguresPanelProps {
  readonly mapping: string;
  readonly answer: Answered<MappingFiguresQuery>;
}

/** How the legacy records stand, as an addition that can be checked, and what stands beside it. */
export function FiguresPanel({ mapping, answer }: FiguresPanelProps) {
  const asOf = answer.data?.mapping?.figures.asOf ?? null;
  return (
    <Panel
      title="Figures"
      aside={
        asOf !== null && (
          <Text size="sm" c="var(--page-muted)">
            As of <Instant at={asOf} />
          </Text>
        )
      }
    >
      <Answer of={answer} rows={6}>
        {({ mapping: found }) => found !== null && <Standing mapping={mapping} figures={found.figures} />}
      </Answer>
    </Panel>
  );
}

function Standing({ mapping, figures }: { readonly mapping: string; readonly figures: Figures }) {
  if (figures.asOf === null)
    return <Empty title="Never compared">Until it is compared as a whole, nothing is known about its records.</Empty>;
  const sum = PARTS.reduce((total, name) => total + figures[name], 0);
  return (
    <Stack gap="sm">
      <FiguresBar figures={figures} />
      <div className={classes.figures}>
        <Addition mapping={mapping} figures={figures} />
        <Stack gap="sm" flex={1} miw={220}>
          <Rates figures={figures} />
          <Beside mapping={mapping} figures={figures} />
        </Stack>
      </div>
      {sum !== figures.base && (
        <Alert role="alert" color="red" variant="light" title="The parts do not add up">
          {`They make ${countText(sum)}, and the base is ${countText(figures.base)}. Compare the mapping again.`}
        </Alert>
      )}
    </Stack>
  );
}

/** The parts under each other and their sum below, as one adds on paper. */
function Addition({ mapping, figures }: { readonly mapping: string; readonly figures: Figures }) {
  return (
    <table className={classes.addition} aria-label="The base as the sum of its parts">
      <tbody>
        {PARTS.map((name, at) => (
          <tr key={name}>
            <td>{at > 0 && '+'}</td>
            <td>
              <Count count={figures[name]} says={name} place={placeOf(mapping, name)} />
            </td>
            <th scope="row">
              <Verdict of={name.toUpperCase()} />
            </th>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td>=</td>
          <td>
            <span className={classes.number}>{countText(figures.base)}</span>
          </td>
          <th scope="row">legacy records</th>
        </tr>
      </tfoot>
    </table>
  );
}

const placeOf = (mapping: string, name: string): string | null =>
  LISTED.has(name) ? placeOfList({ mapping, verdict: [name.toUpperCase()] }) : null;

interface CountProps {
  readonly count: number;
  readonly says: string;
  /** Null: no list shows them. */
  readonly place: string | null;
}

function Count({ count, says, place }: CountProps) {
  if (count === 0) return <span className={`${classes.number} ${classes.none}`}>0</span>;
  const text = countText(count);
  if (place === null) return <span className={classes.number}>{text}</span>;
  return (
    <Anchor component={Link} href={place} className={classes.number} aria-label={`${text} ${says}: show them`}>
      {text}
    </Anchor>
  );
}

/** Each rate with what it is a part of. */
function Rates({ figures: { base, excluded, due, matched, arrivalRate } }: { readonly figures: Figures }) {
  const rates = [
    { name: 'Arrived, right or wrong', rate: percentText(arrivalRate.percent), of: arrivalRate.base },
    {
      name: 'Arrived and right',
      rate: shareOf(matched, due),
      of: `${countText(matched)} of ${countText(due)} records`,
    },
  ];
  return (
    <dl className={classes.rates}>
      {rates.map(({ name, rate, of }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <span className={classes.number}>{rate}</span> {of}
          </dd>
        </div>
      ))}
      <div>
        <dt>Due: the base without what was left out</dt>
        <dd>{`${countText(base)} − ${countText(excluded)} = ${countText(due)} records`}</dd>
      </div>
    </dl>
  );
}

/** What is no part of the base. */
function Beside({ mapping, figures: { extra, waived } }: { readonly mapping: string; readonly figures: Figures }) {
  return (
    <table className={classes.addition} aria-label="Beside the base">
      <caption>Beside the base</caption>
      <tbody>
        <tr>
          <td>
            <Count count={extra} says="extra" place={placeOf(mapping, 'extra')} />
          </td>
          <th scope="row">
            <Verdict of="EXTRA" />
          </th>
        </tr>
        <tr>
          <td>
            <Count count={waived} says="waived" place={placeOfList({ mapping, state: ['WAIVED'] })} />
          </td>
          <th scope="row">waived; they keep their verdict</th>
        </tr>
      </tbody>
    </table>
  );
}
