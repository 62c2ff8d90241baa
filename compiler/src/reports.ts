/** What reads a written report back, in one module that loads on first use. */
export { matrixGrids, printMatrix, UnknownMatrixPartError } from "./matrix-of-project";
export { signatureWords, verificationLines } from "./verification-lines";
export { verifyReport } from "./verify-report";
