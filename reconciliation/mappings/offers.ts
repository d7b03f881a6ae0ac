import { DispatchInstruction } from '../../entities/legacy/dispatch-instruction';
import { DispatchOffer } from '../../entities/legacy/dispatch-offer';
import { Offer } from '../../entities/new/offer';
import { companion, mapping } from '../declaration';
import { amounts } from '../measures';
import { integer } from '../rules/copy';
import { asNumber, document } from '../rules/document';
import { constant, constantAll, derived, ignored } from '../rules/made';
import { reference } from '../rules/reference';
import { doctors } from './doctors';
import { orders } from './orders';
import { whenLoaded } from './shared';

/** Cents, so that prices can be held against each other; they have two decimals on the legacy side. */
const cents = (price: string): bigint => BigInt(price.replace('.', ''));

function highest(...prices: (string | null)[]): string | null {
  // PostgreSQL knows a price that is no number: it is the answer, and the record is refused over its metadata.
  if (prices.includes('NaN')) return 'NaN';
  return prices.reduce((best, price) => {
    if (price === null) return best;
    return best === null || cents(price) > cents(best) ? price : best;
  }, null);
}

export const offers = mapping({
  name: 'offers',
  system: 'Products',
  title: 'Offers',
  description: `The prices that a doctor was offered. The legacy side knows no order of an offer: the load took the doctor's latest.`,
  legacy: {
    entity: DispatchOffer,
    companions: {
      latest: companion(DispatchInstruction, 'patient.doctorId', {
        of: 'doctorId',
        where: { deleted: 'false' },
        pick: 'highest',
      }),
    },
  },
  new: { entity: Offer, key: 'legacyOfferId' },
  requires: { doctor: reference('doctorId', () => doctors) },
  rules: {
    legacyOfferId: integer('id'),
    orderId: reference('latest.id', () => orders),
    // Three prices became one; the others are kept beside it.
    offerAmount: derived(['priceBoth', 'priceUpper', 'priceLower'], 'the highest of the three prices', highest),
    ...constantAll('true', 'as the August load set it', ['isAccepted', 'isActive']),
    acceptedAt: constant(null, 'the legacy side does not keep it'),
    description: ignored('a sentence that the load made up'),
    metadata: document({
      product_id: asNumber('productId'),
      price_both: asNumber('priceBoth'),
      price_upper: asNumber('priceUpper'),
      price_lower: asNumber('priceLower'),
    }),
    ...whenLoaded('createdAt'),
  },
  measures: amounts('offerAmount'),
});
