import { ActionIcon } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { counted } from '../parts/number';
import { ViewTitle } from '../parts/view-title';
import { useMay } from '../shell/shell-context';
import { type Session, useSessionState } from '../sign-in/session';
import { type Conditions, isNarrowed, NO_CONDITIONS, placeOf, useConditions, whereOf } from './conditions';
import { ConditionsBar } from './conditions-bar';
import classes from './discrepancies.module.css';
import { DiscrepancyList } from './discrepancy-list';
import { ExportButton } from './export-dialog';
import { Facets } from './facets';
import { recallText } from './list-memory';
import { NothingListed } from './nothing-listed';
import { useFacets } from './use-facets';
import { useListMemory } from './use-pages';
import { ViewsMenu } from './views-menu';

export default function DiscrepanciesView() {
  const { session } = useSessionState();
  return session === null ? null : <Discrepancies session={session} />;
}

/** What is looked for is of one mapping and of no address; it is found again on the way back from a record. */
function useText(session: Session, conditions: Conditions): [string, (text: string) => void] {
  const { mapping } = conditions;
  const [kept, setKept] = useState(() => ({ mapping, text: recallText(session, placeOf(conditions)) }));
  return [mapping !== null && kept.mapping === mapping ? kept.text : '', (text) => setKept({ mapping, text })];
}

function Discrepancies({ session }: { readonly session: Session }) {
  const may = useMay();
  const { conditions, narrow } = useConditions();
  const [text, setText] = useText(session, conditions);
  const where = whereOf(conditions, text);
  const facets = useFacets(session, where);
  const memory = useListMemory(session, conditions, text);
  const idBox = useRef<HTMLInputElement>(null);
  const textBox = useRef<HTMLInputElement>(null);
  const clear = (): void => {
    setText('');
    narrow(NO_CONDITIONS);
  };
  const refresh = (): void => {
    facets.ask();
    memory.pages.refresh();
  };
  return (
    <div className={classes.view}>
      <ViewTitle
        title="Discrepancies"
        under={<Total total={facets.total} isCounting={facets.isCounting} />}
        aside={
          <>
            <ActionIcon variant="default" size={30} aria-label="Ask again" title="Ask again" onClick={refresh}>
              <IconRefresh size={16} aria-hidden />
            </ActionIcon>
            <ViewsMenu conditions={conditions} />
            {may('exportDifferences') && <ExportButton session={session} where={where} total={facets.total} />}
          </>
        }
      />
      <div className={classes.columns}>
        <Facets facets={facets} conditions={conditions} narrow={narrow} />
        <div className={classes.list}>
          <ConditionsBar {...{ conditions, narrow, text, idBox, textBox }} onText={setText} />
          <DiscrepancyList
            key={memory.key}
            memory={memory}
            total={facets.total}
            hasMapping={conditions.mapping === null}
            search={() => (textBox.current?.disabled === false ? textBox : idBox).current?.focus()}
            empty={<NothingListed isNarrowed={isNarrowed(conditions, text)} onClear={clear} />}
            onDone={facets.ask}
          />
        </div>
      </div>
    </div>
  );
}

function Total({ total, isCounting }: { readonly total: number | null; readonly isCounting: boolean }) {
  const words = total === null ? '' : `${counted(total, 'discrepancy', 'discrepancies')}, as last compared`;
  return <span role="status">{total === null && isCounting ? 'Counting…' : words}</span>;
}
