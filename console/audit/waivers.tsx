import { Anchor, Button, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { AuditWaiversDocument, type AuditWaiversQuery, type WaiverScope } from '../generated/operations';
import { Empty } from '../parts/empty';
import { HeadedTable } from '../parts/headed-table';
import { faultOfLegacyId } from '../parts/ids';
import { Instant } from '../parts/instant';
import { Pages } from '../parts/pages';
import { RecordName } from '../parts/record-name';
import { wordsOf } from '../parts/words';
import { placeOfList } from '../places';
import { useMay, useTitleOf } from '../shell/shell-context';
import { WriteDialog } from '../writing/write-dialog';
import type { WriteRequest } from '../writing/write-request';
import { ChoiceCondition, Conditions, MappingCondition, TextCondition } from './conditions';
import { useConditions } from './use-conditions';

type Waiver = AuditWaiversQuery['waivers']['nodes'][number];

const HEADS = ['At', 'Who', 'What was accepted', 'Reason', 'Until', 'Way back'];

const SCOPES = ['RECORD', 'FIELD', 'ROOT_CAUSE'] as const satisfies readonly WaiverScope[];

/** What people accepted as it is, and until when. */
export function Waivers() {
  const { mapping, legacyId, said } = useConditions();
  const [request, setRequest] = useState<WriteRequest | null>(null);
  /** The answer of a withdrawal has no waiver in it by which the list would be known to be old. */
  const [withdrawn, setWithdrawn] = useState(0);
  const standing = said('standing');
  const where = {
    mapping,
    legacyId,
    scope: SCOPES.find((name) => name === said('scope')) ?? null,
    standing: standing === 'yes' ? true : standing === 'no' ? false : null,
  };
  return (
    <>
      <Conditions>
        <MappingCondition />
        <ChoiceCondition
          name="standing"
          label="Stands"
          choices={[
            { value: 'yes', label: 'standing' },
            { value: 'no', label: 'ended' },
          ]}
        />
        <ChoiceCondition
          name="scope"
          label="About"
          choices={SCOPES.map((value) => ({ value, label: wordsOf(value) }))}
        />
        <TextCondition name="legacyId" label="Legacy id" faultOf={faultOfLegacyId} />
      </Conditions>
      <HeadedTable label="Waivers, the newest first" minWidth={860} heads={HEADS}>
        <Pages
          key={`${JSON.stringify(where)} ${withdrawn}`}
          query={AuditWaiversDocument}
          variablesOf={(after) => ({ where, after })}
          connectionOf={({ waivers }) => waivers}
          columns={HEADS.length}
          empty={<Empty title="There is no such waiver">Nothing was accepted, or nothing meets the conditions.</Empty>}
        >
          {(waiver) => <WaiverRow key={waiver.id} waiver={waiver} onWrite={setRequest} />}
        </Pages>
      </HeadedTable>
      <WriteDialog request={request} onClose={() => setRequest(null)} onDone={() => setWithdrawn(withdrawn + 1)} />
    </>
  );
}

interface WaiverRowProps {
  readonly waiver: Waiver;
  readonly onWrite: (request: WriteRequest) => void;
}

/** Both are instants in UTC of the same form. */
const isOver = ({ withdrawnAt, expiresAt }: Waiver): boolean =>
  withdrawnAt !== null || (expiresAt !== null && expiresAt <= new Date().toISOString());

function WaiverRow({ waiver, onWrite }: WaiverRowProps) {
  const mayWithdraw = useMay()('withdrawWaiver');
  const { id, at, actor, reason, mapping, expiresAt, withdrawnAt, withdrawnBy, withdrawnBecause } = waiver;
  return (
    <Table.Tr style={{ verticalAlign: 'top' }}>
      <Table.Td>
        <Instant at={at} />
      </Table.Td>
      <Table.Td>{actor}</Table.Td>
      <Table.Td>
        <Accepted waiver={waiver} />
      </Table.Td>
      <Table.Td maw={240} style={{ overflowWrap: 'anywhere' }}>
        {reason}
      </Table.Td>
      <Table.Td>{expiresAt === null ? 'without an end' : <Instant at={expiresAt} />}</Table.Td>
      <Table.Td maw={220}>
        {withdrawnAt !== null && (
          <Text size="xs">
            withdrawn by {withdrawnBy} at <Instant at={withdrawnAt} />: {withdrawnBecause}
          </Text>
        )}
        {withdrawnAt === null && isOver(waiver) && <Text size="xs">expired</Text>}
        {!isOver(waiver) && mayWithdraw && (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`Withdraw waiver ${id}`}
            onClick={() => onWrite({ kind: 'WITHDRAW', mapping, waiverId: id })}
          >
            Withdraw…
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function Accepted({
  waiver: { mapping, scope, legacyId, newId, field, rootCause, verdict },
}: {
  readonly waiver: Waiver;
}) {
  const title = useTitleOf()(mapping);
  if (scope === 'ROOT_CAUSE' && rootCause !== null)
    return (
      <>
        <Anchor component={Link} href={placeOfList({ mapping, rootCause })} size="sm">
          All that one root cause blocks
        </Anchor>{' '}
        in {title}
      </>
    );
  return (
    <>
      <RecordName mapping={mapping} legacyId={legacyId} newId={newId} />
      <Text size="xs" c="var(--page-muted)">
        {field === null ? '' : `${field}, `}
        {verdict === null ? '' : `${wordsOf(verdict)} then`}
      </Text>
    </>
  );
}
