import { accessMutants } from "@/tests/mutants/code/access";
import { fileAndGatewayMutants } from "@/tests/mutants/code/files-and-gateways";
import { instructionMutants } from "@/tests/mutants/code/instructions";
import { lotAndOrderMutants } from "@/tests/mutants/code/lots-and-orders";
import { operationMutants } from "@/tests/mutants/code/operation";
import { moneyMutants } from "@/tests/mutants/code/rules-of-money";
import { secondFactorMutants } from "@/tests/mutants/code/second-factor";
import type { CodeMutant } from "@/tests/mutants/mutant";

/** Every guard of the code that is taken out by hand. */
export const codeMutants: readonly CodeMutant[] = [
  ...moneyMutants,
  ...fileAndGatewayMutants,
  ...accessMutants,
  ...lotAndOrderMutants,
  ...instructionMutants,
  ...operationMutants,
  ...secondFactorMutants,
];
