import { Button, Table, Text } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { AnyVariables, TypedDocumentNode } from 'urql';
import { Loading } from './answer';
import { Failed } from './failed';
import { type Answered, useAnswer } from './use-answer';
import { useAskAgain } from './use-ask-again';

interface Connection<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
}

interface PagesProps<Data, Variables extends AnyVariables, Node> {
  readonly query: TypedDocumentNode<Data, Variables>;
  /** Of the page after a cursor; null: of the first. */
  readonly variablesOf: (after: string | null) => Variables;
  readonly connectionOf: (data: Data) => Connection<Node>;
  /** Columns of the table that the nodes are rows of; absent: they stand in no table. */
  readonly columns?: number;
  readonly empty: ReactNode;
  /** Milliseconds after which a page with these nodes is asked for again; null: it stays as it is. */
  readonly refreshMs?: (nodes: readonly Node[]) => number | null;
  readonly children: (node: Node) => ReactNode;
}

/**
 * A list in pages, each after the last node of the one before: when that one moves, those below follow, so that nothing is
 * left out between them. Give it a key that changes with the conditions.
 */
export function Pages<Data, Variables extends AnyVariables, Node>(props: PagesProps<Data, Variables, Node>) {
  return <Page {...props} after={null} />;
}

interface PageProps<Data, Variables extends AnyVariables, Node> extends PagesProps<Data, Variables, Node> {
  readonly after: string | null;
}

function Page<Data, Variables extends AnyVariables, Node>(props: PageProps<Data, Variables, Node>) {
  const { query, variablesOf, connectionOf, columns, empty, refreshMs, children, after } = props;
  const answer = useAnswer(query, variablesOf(after));
  const [isMoreWanted, setMoreWanted] = useState(false);
  const page = answer.data === undefined ? null : connectionOf(answer.data);
  useAskAgain(answer.ask, page === null ? null : (refreshMs?.(page.nodes) ?? null));
  const cursor = page === null ? null : nextOf(page);
  const isFirst = after === null;
  return (
    <>
      <Trouble answer={answer} columns={columns} rows={isFirst ? 6 : 2} />
      {page?.nodes.map((node) => children(node))}
      {isFirst && page !== null && page.nodes.length === 0 && cursor === null && (
        <Across columns={columns}>{empty}</Across>
      )}
      {page !== null && !isMoreWanted && (cursor !== null || !isFirst) && (
        <Across columns={columns}>
          <End hasMore={cursor !== null} takesFocus={!isFirst} onMore={() => setMoreWanted(true)} />
        </Across>
      )}
      {cursor !== null && isMoreWanted && <Page {...props} after={cursor} />}
    </>
  );
}

/** The cursor that the next page is after; null: this is the last. */
const nextOf = ({ pageInfo: { hasNextPage, endCursor } }: Connection<unknown>): string | null =>
  hasNextPage ? endCursor : null;

interface TroubleProps {
  readonly answer: Answered<unknown>;
  readonly columns: number | undefined;
  readonly rows: number;
}

/** A page that is not there yet, or that could not be asked for. */
function Trouble({ answer: { data, failure, isLoading, ask }, columns, rows }: TroubleProps) {
  if (!isLoading && failure === null) return null;
  return (
    <Across columns={columns}>
      {failure === null ? (
        <Loading rows={rows} />
      ) : (
        <Failed failure={failure} isPartly={data !== undefined} onRetry={ask} />
      )}
    </Across>
  );
}

/** What is no row of the table, across all of its columns. */
function Across({ columns, children }: { readonly columns: number | undefined; readonly children: ReactNode }) {
  if (columns === undefined) return children;
  return (
    <Table.Tr>
      <Table.Td colSpan={columns}>{children}</Table.Td>
    </Table.Tr>
  );
}

interface EndProps {
  readonly hasMore: boolean;
  /** The button that was pressed is gone: this stands where it stood. */
  readonly takesFocus: boolean;
  readonly onMore: () => void;
}

function End({ hasMore, takesFocus, onMore }: EndProps) {
  const button = useRef<HTMLButtonElement>(null);
  const words = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (takesFocus) (button.current ?? words.current)?.focus({ preventScroll: true });
  }, [takesFocus]);
  if (hasMore)
    return (
      <Button ref={button} variant="default" size="xs" my="xs" onClick={onMore}>
        Show more
      </Button>
    );
  // Said only at the end of several pages: one page is seen to be all.
  if (!takesFocus) return null;
  return (
    <Text ref={words} size="xs" c="var(--page-muted)" tabIndex={-1}>
      That is all.
    </Text>
  );
}
