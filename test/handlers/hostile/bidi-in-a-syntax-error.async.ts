// Characters that turn the reading direction, before an error.
export default async function handler() {
  const admin‮⁦ = ;
}
