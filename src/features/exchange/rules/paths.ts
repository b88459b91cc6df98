// Addresses of the pages about files that were brought in. Addresses are Spanish, as everywhere.

export const batchesPath = '/trabajo/practicas/importar';

export function batchPath(batchId: string): string {
	return `${batchesPath}/${batchId}`;
}

/** A practice that may be known beside the known one. @param position of the practice in its file, from 0 */
export function comparePath(batchId: string, fileId: string, position: number): string {
	return `${batchPath(batchId)}/${fileId}/comparar/${position}`;
}

/** A form of another kind, to be assigned by hand. */
export function mapPath(batchId: string, fileId: string): string {
	return `${batchPath(batchId)}/${fileId}/asignar`;
}

/** The file as it was uploaded. */
export function originalPath(batchId: string, fileId: string): string {
	return `${batchPath(batchId)}/${fileId}/original`;
}
