import { offers } from '../../reconciliation/mappings/offers';
import { compareRecord, like, stage } from '../reconciliation/record';
import { concernedFields } from './outcome';
import { useTwoSides } from './two-sides';

/** What a fixture of both engines cannot say: PostgreSQL alone stores a price that is no number. */

describe('an offer with a price that is no number', () => {
  const open = useTwoSides('postgres', { mappings: [offers] });

  test.each([
    ['both', { price_both: 'NaN' }],
    ['upper', { price_upper: 'NaN' }],
    ['lower', { price_lower: 'NaN' }],
    ['all', { price_both: 'NaN', price_upper: 'NaN', price_lower: 'NaN' }],
  ])('%s: it is refused, and breaks no comparison', async (_title, prices) => {
    await stage(open(), { dispatch_offer: [like(prices)] }, {});
    const missing = await compareRecord(open(), offers);
    expect([missing.verdict, concernedFields(missing)]).toEqual(['BLOCKED', ['metadata']]);
    await stage(open(), { dispatch_offer: [like(prices)] }, { offers: [like()] });
    const present = await compareRecord(open(), offers);
    expect([present.verdict, concernedFields(present)]).toEqual(['DIFFERENT', ['metadata', 'offerAmount']]);
  });
});
