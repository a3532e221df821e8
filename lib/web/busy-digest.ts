const mark = "busy-";

/** The digest of an error that is nobody's fault: too many at once, nothing was done, and it may be asked again at once. */
export const busyDigest = (requestId: string): string => `${mark}${requestId}`;
export const isBusyDigest = (digest: string | undefined): boolean => digest?.startsWith(mark) === true;
