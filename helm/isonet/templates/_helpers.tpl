{{- define "isonet.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 52 | trimSuffix "-" }}
{{- end }}

{{- define "isonet.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 52 | trimSuffix "-" }}
{{- else if contains (include "isonet.name" .) .Release.Name }}
{{- .Release.Name | trunc 52 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name (include "isonet.name" .) | trunc 52 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "isonet.selectorLabels" -}}
app.kubernetes.io/name: {{ include "isonet.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
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
{{- $hosts := list "localhost" "127.0.0.1" "${POD_IP}" "[${POD_IP}]" $name }}
{{- $hosts = append $hosts (printf "%s.%s" $name .Release.Namespace) }}
{{- $hosts = append $hosts (printf "%s.%s.svc" $name .Release.Namespace) }}
{{- $hosts = append $hosts (printf "%s.%s.svc.%s" $name .Release.Namespace .Values.clusterDomain) }}
{{- if .Values.ingress.enabled }}
{{- $hosts = concat $hosts .Values.ingress.hosts }}
{{- end }}
{{- if .Values.gateway.enabled }}
{{- $hosts = concat $hosts .Values.gateway.hostnames }}
{{- end }}
{{- concat $hosts .Values.allowedHosts | uniq | toYaml }}
{{- end }}

{{/* What the service is told: the caller's config, and over it what the chart answers for. */}}
{{- define "isonet.config" -}}
{{- $own := dict
  "server" (dict "address" "0.0.0.0" "port" 8080)
  "management" (dict "server" (dict "port" 8081))
  "spring" (dict "lifecycle" (dict "timeout-per-shutdown-phase" (printf "%ds" (int .Values.shutdown.phaseSeconds))))
  "isonet" (dict "http" (dict "allowed-hosts" (include "isonet.allowedHosts" . | fromYamlArray))) }}
{{- if eq .Values.database.kind "postgresql" }}
{{- $database := .Values.database.postgresql }}
{{- $url := printf "jdbc:postgresql://%s:%d/%s" $database.host (int $database.port) $database.name }}
{{- if $database.parameters }}
{{- $url = printf "%s?%s" $url $database.parameters }}
{{- end }}
{{- $_ := set $own.spring "datasource" (dict "url" $url "username" $database.user) }}
{{- $_ := set $own.spring "config" (dict "import" "configtree:/run/secrets/isonet/") }}
{{- end }}
{{- mergeOverwrite (deepCopy .Values.config) $own | toYaml }}
{{- end }}

{{/* From the first word to end until SIGKILL: what the Service needs to forget the pod, trainings and answers in flight
one after the other, and 15 s for everything else. */}}
{{- define "isonet.gracePeriod" -}}
{{- add .Values.shutdown.preStopSeconds (mul 2 .Values.shutdown.phaseSeconds) 15 }}
{{- end }}

{{/* The pod, the same in a Deployment and a StatefulSet. */}}
{{- define "isonet.pod" -}}
metadata:
  labels:
    {{- include "isonet.selectorLabels" . | nindent 4 }}
    {{- with .Values.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  annotations:
    # another configuration is another pod
    checksum/config: {{ include "isonet.config" . | sha256sum }}
    {{- if eq .Values.database.kind "postgresql" }}
    {{- with .Values.database.postgresql.password }}
    checksum/secret: {{ . | sha256sum }}
    {{- end }}
    {{- end }}
    {{- with .Values.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
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
      # the web server comes before the first load of a model, which readiness waits for
      startupProbe:
        httpGet:
          path: /readyz
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
  {{- with .Values.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}
