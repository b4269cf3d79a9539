/** Path at which the portal shows a train, below `app.baseUrl`. */
export function trainPage(id: string): string {
  return `/delivery?${new URLSearchParams({ train: id })}`;
}
