import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { fileNameOf, saveFile } from './save-file';

interface DownloadButtonProps {
  /** Of the file, and what the button is read out with: `report`, `claims`. */
  readonly name: string;
  readonly ending: 'csv' | 'json';
  /** Of when the figures are; null: of now. */
  readonly asOf: string | null;
  /** Asked when somebody wants the file. */
  readonly textOf: () => string;
}

/** Saves what is shown as a file. */
export function DownloadButton({ name, ending, asOf, textOf }: DownloadButtonProps) {
  return (
    <Button
      size="xs"
      variant="default"
      className="no-print"
      leftSection={<IconDownload size={14} aria-hidden />}
      aria-label={`Download ${name} as ${ending.toUpperCase()}`}
      onClick={() => saveFile(fileNameOf(name, asOf, ending), ending, [textOf()])}
    >
      {ending.toUpperCase()}
    </Button>
  );
}
