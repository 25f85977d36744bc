type Size = "full" | "thumb";

/** A photo's address; FixMyStreet's form, so that back ends recognise our own pictures when they come back. */
export const photoPath = (reportId: number, position: number, size: Size = "full"): `/photo/${string}` =>
  `/photo/${reportId}.${position}.${size}.jpeg`;

/** A photo to an update; again FixMyStreet's form. */
export const updatePhotoPath = (updateId: number, position: number, size: Size): `/photo/c/${string}` =>
  `/photo/c/${updateId}.${position}.${size}.jpeg`;

/** The same address with the picture's hash, so that it is another one when the picture is exchanged. */
export const pictured = <Path extends string>(path: Path, hash: string): `${Path}?${string}` =>
  `${path}?${hash.slice(0, 8)}`;
