export function plainAddress(address: string): string;
export function addressWithBlanks(packet: Buffer | undefined): string | null;
