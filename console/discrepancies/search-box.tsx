import { CloseButton, TextInput } from '@mantine/core';
import { type RefObject, type SyntheticEvent, useState } from 'react';

interface SearchBoxProps {
  readonly label: string;
  /** What is searched for now; empty: nothing. */
  readonly value: string;
  readonly onSearch: (text: string) => void;
  /** What is wrong with a text; null: nothing is. */
  readonly faultOf: (text: string) => string | null;
  /** Why nothing can be searched for; null: it can. */
  readonly closed?: string | null;
  readonly width: number;
  readonly box?: RefObject<HTMLInputElement | null>;
}

/** Searches when Enter is pressed, not with every letter: each search is work, and some are written down. */
export function SearchBox({ label, value, onSearch, faultOf, closed = null, width, box }: SearchBoxProps) {
  const [draft, setDraft] = useState(value);
  const [known, setKnown] = useState(value);
  const [fault, setFault] = useState<string | null>(null);
  if (known !== value) {
    setKnown(value);
    setDraft(value);
    setFault(null);
  }
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    const text = draft.trim();
    const wrong = text === '' ? null : faultOf(text);
    setFault(wrong);
    if (wrong === null) onSearch(text);
  };
  const clear = (): void => {
    setDraft('');
    setFault(null);
    onSearch('');
  };
  return (
    <form onSubmit={submit}>
      <TextInput
        ref={box}
        label={label}
        placeholder={closed ?? undefined}
        aria-description={closed ?? undefined}
        size="xs"
        w={width}
        disabled={closed !== null}
        autoComplete="off"
        value={draft}
        error={fault}
        onChange={(event) => setDraft(event.currentTarget.value)}
        rightSection={draft !== '' && <CloseButton size="sm" aria-label={`Clear ${label}`} onClick={clear} />}
      />
    </form>
  );
}
