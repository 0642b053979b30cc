/** Does a batch of an import when its turn comes, and gives its answer. */
export type InTurn = <T>(batch: () => Promise<T>) => Promise<T>
