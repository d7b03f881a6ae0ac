/** One thing that was checked. At most one of the three is there; without any of them it passed. */
export interface TestCase {
  readonly name: string;
  /** What was found instead. */
  readonly failure?: string;
  /** Why it could not be checked. */
  readonly error?: string;
  /** Why it was left out on purpose. */
  readonly skipped?: string;
}

export interface TestSuite {
  readonly name: string;
  /** Null: it is not known. */
  readonly seconds: number | null;
  readonly cases: readonly TestCase[];
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
};

/** XML 1.0 cannot hold other control characters in any form, and no half of a pair of surrogates. */
const IMPOSSIBLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

const escapeXml = (text: string): string =>
  text.replace(IMPOSSIBLE, '\u{FFFD}').replace(/[&<>"\n\r\t]/g, (character) => ENTITIES[character] ?? character);

type Attributes = Readonly<Record<string, string | number | null>>;

function tag(name: string, attributes: Attributes, children: readonly string[] = []): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === null ? [] : [` ${key}="${escapeXml(String(value))}"`],
  );
  const start = `<${name}${written.join('')}`;
  return children.length === 0 ? `${start}/>` : `${start}>\n${children.join('\n')}\n</${name}>`;
}

const countsOf = (cases: readonly TestCase[]): Attributes => ({
  tests: cases.length,
  failures: cases.filter((one) => one.failure !== undefined).length,
  errors: cases.filter((one) => one.error !== undefined).length,
  skipped: cases.filter((one) => one.skipped !== undefined).length,
});

function caseOf(suite: string, { name, failure, error, skipped }: TestCase): string {
  const results = Object.entries({ failure, error, skipped }).flatMap(([kind, message]) =>
    message === undefined ? [] : [tag(kind, { message })],
  );
  return tag('testcase', { classname: suite, name }, results);
}

const suiteOf = ({ name, seconds, cases }: TestSuite): string =>
  tag(
    'testsuite',
    { name, ...countsOf(cases), time: seconds },
    cases.map((one) => caseOf(name, one)),
  );

/** The XML that build servers show as test results, in the form that JUnit made common. */
export const renderJunit = (title: string, suites: readonly TestSuite[]): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    tag('testsuites', { name: title, ...countsOf(suites.flatMap((suite) => suite.cases)) }, suites.map(suiteOf)),
  ].join('\n');
