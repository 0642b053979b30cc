import { installPrograms } from "./programs"

export default installPrograms
