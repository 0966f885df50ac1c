{{- define "isonet.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 52 | trimSuffix "-" }}
{{- end }}

{{- define "isonet.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 52 | trimSuffix "-" }}
{{- else if contains (include "isonet.name" .) .Release.Name }}
{{- .Release.Name | replace "." "-" | trunc 52 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name (include "isonet.name" .) | replace "." "-" | trunc 52 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "isonet.selectorLabels" -}}
app.kubernetes.io/name: {{ include "isonet.name" . }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end }}

{{- define "isonet.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{ include "isonet.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- define "isonet.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "isonet.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- define "isonet.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default (printf "%s%s" .Chart.AppVersion (ternary "-gpu" "" .Values.gpu.enabled)) }}
{{- end }}
{{- end }}

{{/* The Secret with the password of PostgreSQL, and its key. */}}
{{- define "isonet.secretName" -}}
{{- .Values.database.postgresql.existingSecret | default (printf "%s-database" (include "isonet.fullname" .)) }}
{{- end }}
{{- define "isonet.secretKey" -}}
{{- ternary .Values.database.postgresql.existingSecretKey "password" (ne .Values.database.postgresql.existingSecret "") }}
{{- end }}

{{/* Names under which the service may be called: what a foreign page cannot take, its own address among them. */}}
{{- define "isonet.allowedHosts" -}}
{{- $name := include "isonet.fullname" . }}
{{- $hosts := list "localhost" "127.0.0.1" "$(POD_IP)" "[$(POD_IP)]" $name }}
{{- $hosts = append $hosts (printf "%s.%s" $name .Release.Namespace) }}
{{- $hosts = append $hosts (printf "%s.%s.svc" $name .Release.Namespace) }}
{{- $hosts = append $hosts (printf "%s.%s.svc.%s" $name .Release.Namespace .Values.clusterDomain) }}
{{- if .Values.ingress.enabled }}
{{- $hosts = concat $hosts .Values.ingress.hosts }}
{{- end }}
{{- if .Values.gateway.enabled }}
{{- $hosts = concat $hosts .Values.gateway.hostnames }}
{{- end }}
{{- concat $hosts .Values.allowedHosts | uniq | join "," }}
{{- end }}

{{/* Refuses in config what has a value of its own, and would be passed over. */}}
{{- define "isonet.checkConfig" -}}
{{- $instead := dict
  "server.port" "service.port" "server.address" "service" "management.server.port" "networkPolicy.monitoringFrom"
  "management.server.address" "networkPolicy.monitoringFrom" "isonet.http.allowed-hosts" "allowedHosts"
  "spring.datasource.url" "database.postgresql" "spring.datasource.username" "database.postgresql.user"
  "spring.datasource.password" "database.postgresql.existingSecret, since config is no secret"
  "spring.lifecycle.timeout-per-shutdown-phase" "shutdown.answerSeconds" }}
{{- range $name, $value := $instead }}
{{- $found := $.Values.config }}
{{- range splitList "." $name }}
{{- $found = ternary (get (ternary $found dict (kindIs "map" $found)) .) "" (hasKey (ternary $found dict (kindIs "map" $found)) .) }}
{{- end }}
{{- if or (not (empty $found)) (hasKey $.Values.config $name) }}
{{- fail (printf "config.%s is set by the chart: use %s" $name $value) }}
{{- end }}
{{- end }}
{{- end }}

{{/* What the chart answers for, as arguments: they go before the caller's config. */}}
{{- define "isonet.arguments" -}}
- --server.address=0.0.0.0
- --server.port=8080
- --management.server.port=8081
- --isonet.http.allowed-hosts={{ include "isonet.allowedHosts" . }}
- --spring.lifecycle.timeout-per-shutdown-phase={{ int .Values.shutdown.answerSeconds }}s
{{- if eq .Values.database.kind "postgresql" }}
{{- with .Values.database.postgresql }}
- --spring.datasource.url=jdbc:postgresql://{{ .host }}:{{ int .port }}/{{ .name }}{{ if .parameters }}?{{ .parameters }}{{ end }}
- --spring.datasource.username={{ .user }}
- --spring.config.import=configtree:/run/secrets/isonet/
{{- end }}
{{- end }}
{{- end }}

{{/* From the first word to end until SIGKILL: what the Service needs to forget the pod, 25 s for trainings to write a
checkpoint, then answers in flight, and 10 s for everything else. */}}
{{- define "isonet.gracePeriod" -}}
{{- add .Values.shutdown.preStopSeconds 25 .Values.shutdown.answerSeconds 10 }}
{{- end }}

{{/* On which nodes a pod may run. */}}
{{- define "isonet.placement" -}}
  {{- with .Values.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- $tolerations := .Values.tolerations }}
  {{- if .Values.gpu.enabled }}
  {{- $tolerations = append $tolerations (dict "key" "nvidia.com/gpu" "operator" "Exists" "effect" "NoSchedule") }}
  {{- end }}
  {{- with $tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}

{{/* The pod, the same in a Deployment and a StatefulSet. */}}
{{- define "isonet.pod" -}}
metadata:
  labels:
    {{- mergeOverwrite (deepCopy .Values.podLabels) (include "isonet.selectorLabels" . | fromYaml) | toYaml | nindent 4 }}
  annotations:
    {{- /* another configuration is another pod */}}
    {{- mergeOverwrite (deepCopy .Values.podAnnotations) (dict "checksum/config" (toYaml .Values.config | sha256sum)) | toYaml | nindent 4 }}
spec:
  serviceAccountName: {{ include "isonet.serviceAccountName" . }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ include "isonet.gracePeriod" . }}
  {{- with .Values.imagePullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . }}
    {{- end }}
  {{- end }}
  {{- with .Values.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  {{- if .Values.gpu.enabled }}
  {{- with .Values.gpu.runtimeClassName }}
  runtimeClassName: {{ . }}
  {{- end }}
  {{- end }}
  securityContext:
    runAsNonRoot: true
    runAsUser: 10001
    runAsGroup: 10001
    fsGroup: 10001
    fsGroupChangePolicy: OnRootMismatch
    seccompProfile:
      type: RuntimeDefault
  containers:
    - name: isonet
      image: {{ include "isonet.image" . }}
      imagePullPolicy: {{ .Values.image.pullPolicy }}
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities:
          drop:
            - ALL
      args:
        {{- include "isonet.arguments" . | nindent 8 }}
      env:
        - name: POD_IP
          valueFrom:
            fieldRef:
              fieldPath: status.podIP
        {{- with .Values.extraEnv }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      ports:
        - name: http
          containerPort: 8080
        - name: management
          containerPort: 8081
      # the port opens when the start is over, with a model or without one: that is for readiness to say
      startupProbe:
        httpGet:
          path: /livez
          port: http
        periodSeconds: 2
        timeoutSeconds: 2
        failureThreshold: {{ max 1 (div .Values.probes.startupSeconds 2) }}
      readinessProbe:
        httpGet:
          path: /readyz
          port: http
        periodSeconds: {{ .Values.probes.periodSeconds }}
        timeoutSeconds: 2
        failureThreshold: {{ .Values.probes.failureThreshold }}
      # on the other port, whose threads no caller can take: whoever is busy is not dead
      livenessProbe:
        httpGet:
          path: /actuator/health/liveness
          port: management
        periodSeconds: {{ .Values.probes.periodSeconds }}
        timeoutSeconds: 5
        failureThreshold: {{ mul 6 .Values.probes.failureThreshold }}
      lifecycle:
        preStop:
          sleep:
            seconds: {{ .Values.shutdown.preStopSeconds }}
      resources:
        {{- $resources := deepCopy .Values.resources }}
        {{- if .Values.gpu.enabled }}
        {{- $resources = mergeOverwrite $resources (dict "limits" (dict "nvidia.com/gpu" .Values.gpu.count)) }}
        {{- end }}
        {{- toYaml $resources | nindent 8 }}
      volumeMounts:
        - name: config
          mountPath: /app/config
          readOnly: true
        - name: data
          mountPath: /data
        - name: temporary
          mountPath: /tmp
        {{- if eq .Values.database.kind "postgresql" }}
        - name: secret
          mountPath: /run/secrets/isonet
          readOnly: true
        {{- end }}
        {{- with .Values.extraVolumeMounts }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
  volumes:
    - name: config
      configMap:
        name: {{ include "isonet.fullname" . }}
    - name: temporary
      emptyDir:
        sizeLimit: {{ .Values.temporarySize }}
    {{- if eq .Values.database.kind "postgresql" }}
    # nothing that lasts: that is in the database
    - name: data
      emptyDir:
        sizeLimit: 64Mi
    # the file has the name of the setting
    - name: secret
      secret:
        secretName: {{ include "isonet.secretName" . }}
        defaultMode: 0440
        items:
          - key: {{ include "isonet.secretKey" . }}
            path: spring.datasource.password
    {{- end }}
    {{- with .Values.extraVolumes }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- if .Values.topologySpreadConstraints }}
  topologySpreadConstraints:
    {{- toYaml .Values.topologySpreadConstraints | nindent 4 }}
  {{- else if eq .Values.database.kind "postgresql" }}
  topologySpreadConstraints:
    {{- range list "kubernetes.io/hostname" "topology.kubernetes.io/zone" }}
    - maxSkew: 1
      topologyKey: {{ . }}
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          {{- include "isonet.selectorLabels" $ | nindent 10 }}
      matchLabelKeys:
        - pod-template-hash
    {{- end }}
  {{- end }}
  {{- include "isonet.placement" . }}
  {{- with .Values.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}
