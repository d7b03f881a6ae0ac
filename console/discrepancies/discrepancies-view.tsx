import { ViewTitle } from '../parts/view-title';

export default function DiscrepanciesView() {
  return <ViewTitle title="Discrepancies" />;
}
