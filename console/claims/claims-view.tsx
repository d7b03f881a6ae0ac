import { ViewTitle } from '../parts/view-title';

export default function ClaimsView() {
  return <ViewTitle title="Claims" />;
}
