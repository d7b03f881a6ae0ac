import { Button, Code, Table, Text } from '@mantine/core';
import { useEffect, useId, useRef } from 'react';
import type { ClaimsCheckedQuery } from '../generated/operations';
import { Instant } from '../parts/instant';
import classes from './claim-rows.module.css';
import { recomputedText, statedText } from './claim-text';
import { Outcome } from './outcome';
import type { ClaimsPlace } from './use-claims-place';

type Claim = ClaimsCheckedQuery['claims'][number];

interface ClaimRowsProps {
  readonly claim: Claim;
  readonly place: ClaimsPlace;
}

/** A claim, and under it how it is recomputed, where that is unfolded. */
export function ClaimRows({ claim, place }: ClaimRowsProps) {
  const isOpen = place.isOpen(claim);
  const id = useId();
  const row = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    // Whoever was led here by an address looks for this one among many.
    if (isOpen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isOpen]);
  return (
    <>
      <Table.Tr ref={row} className={claim.explanation === null && !isOpen ? undefined : classes.goesOn}>
        <Table.Th scope="row" fw={400}>
          {claim.name}
        </Table.Th>
        <Table.Td ta="right">{statedText(claim)}</Table.Td>
        <Table.Td ta="right" fw={claim.outcome === 'FAILS' ? 600 : undefined}>
          {recomputedText(claim)}
        </Table.Td>
        <Table.Td>
          <Outcome of={claim.outcome} />
        </Table.Td>
        <Table.Td>{claim.base ?? '–'}</Table.Td>
        <Table.Td>
          <Button
            size="compact-xs"
            variant="default"
            aria-expanded={isOpen}
            aria-controls={id}
            aria-label={`${isOpen ? 'Hide' : 'Show'} the query of ${claim.name}`}
            onClick={() => place.unfold(isOpen ? null : claim)}
          >
            {isOpen ? 'Hide' : 'Show'}
          </Button>
        </Table.Td>
      </Table.Tr>
      {claim.explanation !== null && (
        <Table.Tr className={isOpen ? classes.goesOn : undefined}>
          <Table.Td colSpan={6} pt={0}>
            <Text size="xs" c="var(--page-muted)" maw={900}>
              {claim.explanation}
            </Text>
          </Table.Td>
        </Table.Tr>
      )}
      <Table.Tr id={id} hidden={!isOpen}>
        <Table.Td colSpan={6}>{isOpen && <Recomputing claim={claim} />}</Table.Td>
      </Table.Tr>
    </>
  );
}

function Recomputing({ claim: { figure, query, asOf } }: { readonly claim: Claim }) {
  return (
    <>
      <Text size="sm" mb={4}>
        {`Recomputed is ${figure}, `}
        {asOf === null ? (
          'counted now in the new database:'
        ) : (
          <>
            as of <Instant at={asOf} />, from the ledger in the new database:
          </>
        )}
      </Text>
      <Code block className={classes.query}>
        {query}
      </Code>
    </>
  );
}
