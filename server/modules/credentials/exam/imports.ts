/** Filling the question bank from a file, and the demonstration's pack. Handed on by the module's door as `examBank`. */
export { readQuestions, type BrokenQuestion, type GivenQuestion } from './readQuestions.ts'
export { takeInQuestions, type TakenQuestions } from './bank.ts'
export { readExamPack, type ExamPack } from './pack.ts'
