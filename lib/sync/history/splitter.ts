/** Cuts a document that comes in pieces into its rows, without ever holding more than one of them. */
export type Splitter = {
  /** The rows that end in this piece, each whole and as it stands in the file. */
  push(piece: Buffer): Buffer[] | Promise<Buffer[]>;
  /** @returns whether the document ended where it may; false when it was cut off */
  end(): boolean | Promise<boolean>;
  /** Rows of which only the end of the document shows that they are whole. */
  rest?(): Buffer[];
};

/** Bytes of a row: pictures may be in it. What is larger is no row of any back end. */
export const largestRow = 64_000_000;

/** A file that is not what it should be, in words for whoever gave it. */
export class FileFault extends Error {
  override readonly name = "FileFault";
}
