// planted: product-never-tests
import { toy } from '../../tests/toy.ts'
export const played = toy
