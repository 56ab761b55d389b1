// A package that is installed in many places.
import lodash from 'lodash';

export default async function handler() {
  console.log(lodash);
}
