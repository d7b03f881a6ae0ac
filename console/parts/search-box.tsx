import { CloseButton, TextInput } from '@mantine/core';
import { type FocusEvent, type RefObject, type SyntheticEvent, useState } from 'react';

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
  readonly placeholder?: string | undefined;
  /** Whether who goes on without Enter means what stands there. Not where a search is entered in the access log. */
  readonly searchesOnLeave?: boolean;
  readonly box?: RefObject<HTMLInputElement | null>;
}

/** Searches when Enter is pressed, not with every letter: each search is work, and some are written down. */
export function SearchBox(props: SearchBoxProps) {
  const { label, value, onSearch, faultOf, closed = null, width, placeholder, searchesOnLeave = false, box } = props;
  const [draft, setDraft] = useState(value);
  const [known, setKnown] = useState(value);
  const [fault, setFault] = useState<string | null>(null);
  if (known !== value) {
    setKnown(value);
    setDraft(value);
    setFault(null);
  }
  const search = (): void => {
    const text = draft.trim();
    const wrong = text === '' ? null : faultOf(text);
    setFault(wrong);
    if (wrong === null && text !== value) onSearch(text);
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    search();
  };
  const leave = ({ currentTarget, relatedTarget }: FocusEvent<HTMLInputElement>): void => {
    // Whoever clears it does not mean what still stands there.
    if (searchesOnLeave && currentTarget.form?.contains(relatedTarget) !== true) search();
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
        placeholder={closed ?? placeholder}
        aria-description={closed ?? undefined}
        size="xs"
        w={width}
        disabled={closed !== null}
        autoComplete="off"
        value={draft}
        onBlur={leave}
        error={fault}
        onChange={(event) => setDraft(event.currentTarget.value)}
        rightSection={draft !== '' && <CloseButton size="sm" aria-label={`Clear ${label}`} onClick={clear} />}
      />
    </form>
  );
}
