import { ViewTitle } from '../parts/view-title';

export default function RecordView() {
  return <ViewTitle title="Record" />;
}
