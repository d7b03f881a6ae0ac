import { systemMessages } from '../../reconciliation/mappings/system-messages';
import { traceRecord } from '../reconciliation/record';
import { describeEachEngine } from '../support/servers';
import { readFixture } from './fixture';
import { useTwoSides } from './two-sides';

/** What a fixture cannot say: where a context breaks, by which whoever corrects it finds the place. */

describeEachEngine('contexts of notifications that are no JSON', (engine) => {
  const open = useTwoSides(engine, { mappings: [systemMessages] });
  beforeAll(() => {
    const { legacy, new: current } = readFixture(systemMessages.name);
    return open().replaceRows(legacy, current);
  });

  test.each([
    ['60', 10, 'a value that is not there'],
    ['61', 1, 'quotes of another language'],
    ['62', 1, 'the same, with a row on the new side'],
    ['63', 31, 'the end; a character beyond 16 bits counts twice'],
  ])('%s breaks at position %d: %s', async (legacyId, position) => {
    const causes = await traceRecord(open(), systemMessages, legacyId);
    const message = `templateContext: malformed JSON at position ${position}`;
    expect(causes).toMatchObject([
      { code: 'VALUE_UNREADABLE', field: 'messageData', message, root: { record: { legacyId } } },
    ]);
  });
});
