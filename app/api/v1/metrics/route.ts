import { ownHost } from "@/lib/web/kiosk-host"
import { metricsAnswer } from "@/lib/web/metrics"

export const GET = ownHost((request) => metricsAnswer(request.headers))
